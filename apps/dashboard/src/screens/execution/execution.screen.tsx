/** Not built yet. */
export function ExecutionScreen() {
  return <h1>Execution</h1>;
}
