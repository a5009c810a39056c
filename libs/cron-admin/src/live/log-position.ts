/** Whether one place in a log comes before another; null is before all lines. */
export function isBefore(one: string | null, other: string | null): boolean {
  const [attempt, sequence] = numbersOf(one);
  const [otherAttempt, otherSequence] = numbersOf(other);
  return attempt === otherAttempt ? sequence < otherSequence : attempt < otherAttempt;
}

function numbersOf(position: string | null): [attempt: number, sequence: number] {
  const [attempt = 0, sequence = 0] = position?.split('.').map(Number) ?? [];
  return [attempt, sequence];
}
