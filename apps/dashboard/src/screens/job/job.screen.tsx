/** Not built yet. */
export function JobScreen() {
  return <h1>Job</h1>;
}
