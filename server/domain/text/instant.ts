const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/

const daysIn = (year: number, month: number) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()

/** Parses an RFC 3339 instant to the millisecond; null for any other text. */
export function parseInstant(text: string): Date | null {
  const parts = rfc3339.exec(text)
  if (!parts) return null
  const [year = 0, month = 0, day = 0] = parts.slice(1, 4).map(Number)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  const instant = new Date(text.toUpperCase())
  // An offset can move the instant outside years 0000 to 9999.
  const inRange = instant.getTime() >= -62_167_219_200_000 && instant.getTime() < 253_402_300_800_000
  return inRange ? instant : null
}
