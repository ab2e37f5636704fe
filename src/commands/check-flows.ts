import { faultsOf } from '../engine/check.ts';
import { loadContent } from '../content.ts';

/** Reads flows and words and tells what is wrong, in plain sentences. */
export function checkFlows(folder?: string): string[] {
  try {
    return faultsOf(loadContent(folder).flow);
  } catch (error) {
    return [`The flow cannot be used. ${(error as Error).message}`];
  }
}
