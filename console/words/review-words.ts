/** Words of the case at a glance and of those who review it, English and Hindi side by side. */
export const REVIEW_WORDS = {
  fresh: ['new', 'नया'],
  newInCase: ['{n} new in the case', 'केस में {n} नए'],
  timeline: ['What happened', 'क्या-क्या हुआ'],
  noDate: ['No date', 'तारीख़ नहीं'],
  moreFacts: ['{n} more', '{n} और'],
  conflicts: ['Sources disagree', 'स्रोत अलग कहते हैं'],
  conflictsHint: ['nobody settled it yet', 'अभी किसी ने तय नहीं किया'],
  constraints: ['To keep in mind', 'ध्यान रखें'],
} as const satisfies Record<string, readonly [english: string, hindi: string]>;
