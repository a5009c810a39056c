import { TextField } from '../../../actions/action-dialog.js';
import { CheckField } from '../../../parts/fields/check-field.js';
import { FIELD_WORDS, type Field } from './fields.js';

const HINTS: Readonly<Record<Field, string>> = {
  schedule: 'A cron expression, @daily, @every 90s; several with | between them.',
  timeZone: 'Such as Europe/Riga.',
  timeout: 'Such as 30s or 5m; none for no limit.',
  retryPolicy: 'As JSON, in place of the whole policy. { "maxAttempts": 1 }: no retries.',
  alertThresholds: 'As JSON, laid over the code’s one by one.',
  enabled: '',
};

interface FieldInputProps {
  readonly field: Field;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

/** A field of the form, as it is best written. */
export function FieldInput({ field, value, problem, onChange }: FieldInputProps) {
  if (field === 'enabled') {
    return (
      <CheckField
        label="Enabled: its slots run"
        checked={value === 'true'}
        onChange={(checked) => onChange(String(checked))}
      />
    );
  }
  return (
    <TextField
      label={FIELD_WORDS[field]}
      value={value}
      onChange={onChange}
      hint={HINTS[field]}
      problem={problem}
      long={field === 'retryPolicy' || field === 'alertThresholds'}
      code
    />
  );
}
