import type { StoryState } from '../../src/simulator/contract.ts';

export type Seat = NonNullable<StoryState['seat']>;

/** The four seats of the story, in the order the eye meets them. */
export const SEATS: { seat: Seat; name: string; who: string }[] = [
  { seat: 'patient', name: 'Family', who: 'The family' },
  { seat: 'son', name: 'Son', who: 'The son' },
  { seat: 'coordinator', name: 'Desk', who: 'The coordinator' },
  { seat: 'reviewer', name: 'Doctor', who: 'The oncologist' },
];
