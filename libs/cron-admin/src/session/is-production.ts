/** Whether an environment is one where a mistake costs, by its name: `production`, `prod`, `production-eu`. */
export function isProduction(environment: string): boolean {
  return /^prod(uction)?\b/i.test(environment);
}
