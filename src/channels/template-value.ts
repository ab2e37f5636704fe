/**
 * A value for a template. Meta refuses line breaks, tabs and more than four spaces in a row (132018; through Twilio 63013):
 * each becomes one space.
 */
export const templateValue = (raw: string): string => raw.replace(/[^\S\n\t\r]*[\n\t\r]\s*| {5,}/g, ' ');
