import { TextField } from './action-dialog.js';

/** Why something is done. */
export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <TextField
      label="Reason"
      value={value}
      onChange={onChange}
      hint="Others read it beside your name."
      maxLength={500}
    />
  );
}

/** What of a field is sent: nothing for nothing. */
export function wordsOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}
