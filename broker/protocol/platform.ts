export const platforms = ['WINDOWS', 'LINUX', 'MACOS'] as const
export type Platform = (typeof platforms)[number]
