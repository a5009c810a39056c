/** Not built yet. */
export function ExecutionsScreen() {
  return <h1>Executions</h1>;
}
