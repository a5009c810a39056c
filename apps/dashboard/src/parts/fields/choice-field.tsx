import { useId } from 'react';

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly string[];
  readonly onChange: (value: string | undefined) => void;
  /** What choosing nothing is called. Default: `All`. */
  readonly none?: string;
  /** How a choice is said. Default: as it is. */
  readonly word?: (choice: string) => string;
}

/** One of several, or none. What is chosen stands there even where there is no such choice any more. */
export function ChoiceField({
  label,
  value,
  choices,
  onChange,
  none = 'All',
  word = String,
}: ChoiceFieldProps) {
  const id = useId();
  const all = value === undefined || choices.includes(value) ? choices : [value, ...choices];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      >
        <option value="">{none}</option>
        {all.map((choice) => (
          <option key={choice} value={choice}>
            {word(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
