/** Whether something is there that the role is not shown, as the API says it. */
export function isHiddenValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'hidden' in value && value.hidden === true;
}
