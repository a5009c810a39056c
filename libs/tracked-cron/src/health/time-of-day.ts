/** A time of day as `HH:MM`, from `6:00` too; undefined for anything else. */
export function timeOfDay(value: unknown): string | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}
