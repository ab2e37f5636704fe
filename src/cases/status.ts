/** The life of a case, in order. Who moves it, and what the family hears, is a table below. */
export const STATUSES = [
  'draft',
  'intake',
  'documents',
  'checking',
  'ready',
  'in_review',
  'more_info',
  'signed',
  'delivered',
  'closed',
  'withdrawn',
  'expired',
] as const;

export type Status = (typeof STATUSES)[number];
