import { format } from './words.js';

/** How far a zone's clock is ahead of UTC at an instant, minutes. */
export function zoneOffset(instant: number, zone: string): number {
  const written = format(`offset ${zone}`, { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(written)!;
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** `UTC+2`, `UTC−3:30`. @param minutes ahead of UTC */
export function offsetInWords(minutes: number): string {
  const ahead = Math.abs(minutes);
  const rest = ahead % 60 === 0 ? '' : `:${String(ahead % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(ahead / 60)}${rest}`;
}
