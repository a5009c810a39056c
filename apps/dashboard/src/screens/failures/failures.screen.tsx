/** Not built yet. */
export function FailuresScreen() {
  return <h1>Failures</h1>;
}
