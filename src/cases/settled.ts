/** What a person's answer settles: the family has been heard. */
export const ANSWERED = ['wants_person', 'emergency', 'distress', 'stuck', 'voice'] as const;

/** What handing the conversation back settles. A voice note that nobody heard stays. */
export const HANDED_BACK = ['wants_person', 'emergency', 'distress', 'stuck'] as const;
