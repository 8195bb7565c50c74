import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Near-black with a trace of blue, so that status colours stand out. */
const dark: MantineColorsTuple = [
  '#d5d9e0',
  '#b4bac5',
  '#9aa2b1',
  '#6b7484',
  '#3a4250',
  '#2b323d',
  '#1f252e',
  '#171c23',
  '#11151b',
  '#0b0e12',
]

export const theme = createTheme({
  primaryColor: 'indigo',
  // Both shades have enough contrast for white text.
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.72rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.15rem' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.15rem' }, h2: { fontSize: '0.95rem' } } },
  cursorType: 'pointer',
  colors: { dark },
  components: {
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true } },
    TextInput: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { transitionDuration: 0 } },
    // Keeps the header of a dialog from being announced as a second banner of the page.
    Modal: {
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        styles: { title: { fontWeight: 650 } },
      },
    },
  },
})

/** Mantine's dimmed, placeholder and disabled greys fail WCAG contrast. Read-only viewers read disabled fields. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545d69',
    '--mantine-color-placeholder': '#5f6875',
    '--mantine-color-error': '#b42323',
    '--mantine-color-disabled-color': '#6a7280',
    '--defend-panel': '#ffffff',
    '--defend-page': '#f4f5f7',
    '--defend-line': '#dfe2e7',
    '--defend-hover': '#eef0f4',
    '--defend-selected': '#e3e8fb',
    '--defend-wait': '#c77700',
    '--defend-queue': '#5b6b86',
    '--defend-run': '#2f6fdb',
    '--defend-good': '#1e8a4c',
    '--defend-bad': '#cf2f2f',
    '--defend-gone': '#7b8390',
  },
  dark: {
    '--mantine-color-dimmed': '#9aa2b1',
    '--mantine-color-placeholder': '#9aa2b1',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-disabled-color': '#8b94a3',
    '--mantine-color-anchor': '#91a7ff',
    '--defend-panel': '#171c23',
    '--defend-page': '#11151b',
    '--defend-line': '#2b323d',
    '--defend-hover': '#1f252e',
    '--defend-selected': '#242d4d',
    '--defend-wait': '#f5a524',
    '--defend-queue': '#93a3bd',
    '--defend-run': '#5c9bff',
    '--defend-good': '#3ccb7f',
    '--defend-bad': '#ff6b6b',
    '--defend-gone': '#7f8896',
  },
})
