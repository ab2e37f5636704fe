import { createTheme, type MantineColorsTuple } from '@mantine/core';

const leaf: MantineColorsTuple = [
  '#e9f6f5',
  '#d3eae8',
  '#a5d5d2',
  '#74bfba',
  '#4cada7',
  '#2f9a94',
  '#137f7b',
  '#0b6b69',
  '#0b5d5e',
  '#074647',
];

/** Calm colours, one typeface that has every script, and targets a thumb can hit. */
export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: { light: 7, dark: 5 },
  colors: { leaf },
  fontFamily:
    "'Noto Sans', 'Noto Sans Devanagari', 'Noto Sans Bengali', 'Noto Sans Gujarati', 'Noto Sans Gurmukhi', 'Noto Sans Kannada', 'Noto Sans Malayalam', 'Noto Sans Oriya', 'Noto Sans Tamil', 'Noto Sans Telugu', 'Noto Naskh Arabic', system-ui, 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    // A dialog's heading is no banner of the page.
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        attributes: { header: { role: 'none' } },
      },
    },
  },
});
