import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import './filters.css';

/** How long somebody may pause while writing before it is looked for. Milliseconds. */
const WRITES_FOR_MS = 350;

/** What a list is narrowed down by: fields in a row, which break onto further lines. */
export function Filters({ label, children }: { label: string; children: ReactNode }) {
  return (
    <form className="filters" role="search" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  /** Words for each value, in order. */
  readonly options: Readonly<Record<Value, string>>;
  /** What choosing none is called; left out where one has to be chosen. */
  readonly none?: string;
  readonly onChange: (value: Value | undefined) => void;
}

/** One of a few. */
export function Choice<Value extends string>({ label, value, options, none, onChange }: ChoiceProps<Value>) {
  const id = useId();
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
        {(Object.keys(options) as Value[]).map((each) => (
          <option key={each} value={each}>
            {options[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface WordProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** Known ones, to choose from while writing. */
  readonly known?: readonly string[];
  readonly placeholder?: string;
  /** Shorter ones are not looked for. Default: 1. */
  readonly least?: number;
}

/** A text that is looked for once whoever writes it has paused. */
export function Word({ label, value = '', onChange, known = [], placeholder, least = 1 }: WordProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    // somebody went back in the address
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  useEffect(() => {
    if (text === told.current || (text !== '' && text.length < least)) return undefined;
    const timer = window.setTimeout(() => {
      told.current = text;
      onChange(text === '' ? undefined : text);
    }, WRITES_FOR_MS);
    return () => window.clearTimeout(timer);
  });
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="search"
        autoComplete="off"
        spellCheck={false}
        list={known.length > 0 ? `${id}-known` : undefined}
        value={text}
        placeholder={placeholder}
        onChange={({ target }) => setText(target.value)}
      />
      {known.length > 0 && (
        <datalist id={`${id}-known`}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </div>
  );
}
