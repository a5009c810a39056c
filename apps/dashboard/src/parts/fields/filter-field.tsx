import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';

/** How long somebody may pause while writing before it is looked for. Milliseconds. */
const WRITES_FOR_MS = 300;

interface FilterFieldProps {
  readonly label: string;
  /** As the address has it. */
  readonly value: string | undefined;
  /** Puts it into the address; undefined takes it away. */
  readonly onChange: (value: string | undefined) => void;
  /** What there is to choose from, beside anything else that is written. */
  readonly known?: readonly string[];
  readonly placeholder?: string;
  /** Shorter ones are not looked for. Default: 1. */
  readonly least?: number;
}

/** A filter that is written: looked for with Enter, when the field is left, or once whoever writes it has paused. */
export function FilterField(props: FilterFieldProps) {
  const { label, value = '', onChange, known = [], placeholder, least = 1 } = props;
  const id = useId();
  const [text, setText] = useState(value);
  // hundreds of names in each of several fields are drawn for who comes to one
  const [isOffering, setOffering] = useState(false);
  const offered = isOffering ? known : [];
  // the address is a moment behind: what comes from it may be what was told before the last time
  const told = useRef([value]);
  useEffect(() => {
    const at = told.current.indexOf(value);
    told.current = at === -1 ? [value] : told.current.slice(at);
    // somebody went back in the address
    if (at === -1) setText(value);
  }, [value]);
  const tell = () => {
    const written = text.trim();
    if (written === told.current.at(-1) || (written !== '' && written.length < least)) return;
    told.current.push(written);
    onChange(written === '' ? undefined : written);
  };
  const paused = useEffectEvent(tell);
  useEffect(() => {
    const timer = window.setTimeout(paused, WRITES_FOR_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="search"
        autoComplete="off"
        spellCheck={false}
        list={offered.length > 0 ? `${id}-known` : undefined}
        value={text}
        placeholder={placeholder}
        onChange={({ target }) => setText(target.value)}
        onFocus={() => setOffering(true)}
        onBlur={tell}
        onKeyDown={({ key }) => key === 'Enter' && tell()}
      />
      {offered.length > 0 && (
        <datalist id={`${id}-known`}>
          {offered.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </div>
  );
}
