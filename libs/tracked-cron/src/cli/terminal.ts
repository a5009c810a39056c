/** Where a command reads and writes, so that tests give it a folder and listen. */
export interface Terminal {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  out(text: string): void;
  err(text: string): void;
}
