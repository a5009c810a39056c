/** Not built yet. */
export function NowScreen() {
  return <h1>Now</h1>;
}
