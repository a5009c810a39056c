import { useState, type FormEvent } from 'react';
import { TextField } from '../../../actions/action-dialog.js';
import { Button } from '../../../parts/button.js';

interface ConsideredFormProps {
  readonly expression: string;
  readonly timeZone: string;
  readonly onConsider: (change: { expression?: string; timeZone?: string }) => void;
}

/** A schedule to look at before anybody sets it. */
export function ConsideredForm({ expression, timeZone, onConsider }: ConsideredFormProps) {
  const [written, setWritten] = useState(expression);
  const [zone, setZone] = useState(timeZone);
  const consider = (event: FormEvent) => {
    event.preventDefault();
    onConsider({ expression: written.trim(), timeZone: zone.trim() });
  };
  return (
    <form className="stack" onSubmit={consider}>
      <TextField label="Expression" value={written} onChange={setWritten} maxLength={500} required code />
      <TextField label="Time zone" value={zone} onChange={setZone} maxLength={100} required />
      <div className="row">
        <Button type="submit">Show when it would be due</Button>
        <Button kind="quiet" onClick={() => onConsider({ expression: undefined, timeZone: undefined })}>
          Back to its own
        </Button>
      </div>
    </form>
  );
}
