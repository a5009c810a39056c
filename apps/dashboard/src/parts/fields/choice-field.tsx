import { useId, type ReactNode } from 'react';

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  /** In their order, with words where they are not said as they are. */
  readonly choices: readonly Value[] | Readonly<Record<Value, string>>;
  /** What choosing nothing is called; left out where one has to be chosen. */
  readonly none?: string;
  readonly onChange: (value: Value | undefined) => void;
  readonly hint?: ReactNode;
}

/** One of several. What is chosen stands there even where there is no such choice any more. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, value, choices, none, onChange, hint } = props;
  const id = useId();
  const said = pairsOf(choices);
  const isKnown = value === undefined || said.some(([choice]) => choice === value);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : (target.value as Value))}
      >
        {none !== undefined && <option value="">{none}</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {said.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
      {hint}
    </div>
  );
}

function pairsOf(choices: readonly string[] | Readonly<Record<string, string>>) {
  if (isList(choices)) return choices.map((choice) => [choice, choice] as const);
  return Object.entries(choices);
}

/** `Array.isArray` knows no readonly ones. */
function isList(choices: readonly string[] | Readonly<Record<string, string>>): choices is readonly string[] {
  return Array.isArray(choices);
}
