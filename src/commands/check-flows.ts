import { faultsOf } from '../engine/check.ts';
import { loadContent } from '../content.ts';
import { dltFaults } from './check-dlt.ts';
import { smsFaults } from './check-sms.ts';

/** Reads flows and words and tells what is wrong, in plain sentences. */
export function checkFlows(folder?: string): string[] {
  try {
    const { flow, sms, dlt } = loadContent(folder);
    return [...faultsOf(flow), ...smsFaults(flow, sms), ...dltFaults(flow, dlt)];
  } catch (error) {
    return [`The flow cannot be used. ${(error as Error).message}`];
  }
}
