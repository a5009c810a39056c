import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { asProblem } from '../api/problem.js';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isProblem: boolean;
}

interface Teller {
  /** What has been done. It goes by itself. */
  done(text: string): void;
  /** What was not done, and why. It stays until it is dismissed. */
  failed(error: unknown): void;
}

const SHOWN_FOR_MS = 6_000;
const ToastContext = createContext<Teller | null>(null);

export function useToasts(): Teller {
  const teller = useContext(ToastContext);
  if (!teller) throw new Error('Put it inside of Toasts.');
  return teller;
}

/** Says what has become of actions, at the edge of the page and to who listens. */
export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(0);
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const teller = useMemo<Teller>(() => {
    const add = (text: string, isProblem: boolean) => {
      const id = next.current++;
      setToasts((all) => [...all.slice(-3), { id, text, isProblem }]);
      return id;
    };
    return {
      done: (text) => {
        const id = add(text, false);
        window.setTimeout(() => dismiss(id), SHOWN_FOR_MS);
      },
      failed: (error) => void add(asProblem(error).message, true),
    };
  }, [dismiss]);
  return (
    <ToastContext value={teller}>
      {children}
      <div className="toasts" aria-live="polite" role="status">
        {toasts.map(({ id, text, isProblem }) => (
          <p key={id} className={isProblem ? 'toast toast-problem' : 'toast'}>
            {text}
            <button
              type="button"
              className="button button-quiet"
              aria-label="Dismiss"
              onClick={() => dismiss(id)}
            >
              ✕
            </button>
          </p>
        ))}
      </div>
    </ToastContext>
  );
}
