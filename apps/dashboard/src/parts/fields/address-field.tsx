import { useEffect, useId, useRef, useState, type HTMLInputTypeAttribute } from 'react';

interface AddressFieldProps {
  readonly label: string;
  /** As the address has it. */
  readonly value: string | undefined;
  /** Puts it into the address. */
  readonly onChange: (text: string | undefined) => void;
  readonly placeholder?: string;
  readonly type?: HTMLInputTypeAttribute;
}

/** A text that stands in the address: written there while somebody types, taken from there when they go back. */
export function AddressField({
  label,
  value = '',
  onChange,
  placeholder,
  type = 'search',
}: AddressFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  // the address is a moment behind: what comes from it may be what was typed before the last key
  const written = useRef<string[]>([]);
  useEffect(() => {
    const at = written.current.indexOf(value);
    if (at >= 0) {
      written.current.splice(0, at + 1);
    } else {
      written.current = [];
      setText(value);
    }
  }, [value]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        value={text}
        placeholder={placeholder}
        onChange={({ target }) => {
          setText(target.value);
          written.current.push(target.value);
          onChange(target.value === '' ? undefined : target.value);
        }}
      />
    </div>
  );
}
