import { useEffect, useState } from 'react';
import type { Seat } from './seats.ts';

/** Which phones have messages that came while another seat was looked at. */
export function useUnread(
  seat: Seat,
  counts: { patient: number; son: number },
): Partial<Record<Seat, boolean>> {
  const [seen, setSeen] = useState(counts);
  useEffect(() => {
    if (seat !== 'patient' && seat !== 'son') return;
    setSeen((old) => ({ ...old, [seat]: counts[seat] }));
  }, [seat, counts.patient, counts.son]);
  return {
    patient: seat !== 'patient' && counts.patient > seen.patient,
    son: seat !== 'son' && counts.son > seen.son,
  };
}
