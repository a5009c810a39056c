import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ChangeEvent, type FormEvent, type ReactNode } from 'react';
import { asProblem, type ApiProblem } from '../api/problem.js';
import { forgetJobs } from '../api/queries.js';
import { useMe } from '../app-context.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { useToasts } from '../parts/toasts.js';

interface ActionDialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** What the button says: what is done, as a verb. */
  readonly verb: string;
  /** What destroys or stops something: in production its subject has to be typed. */
  readonly danger?: boolean;
  /** What has to be typed then, such as the job's name. */
  readonly subject?: string;
  /** What follows from it, and further fields. */
  readonly children?: ReactNode;
  /** Does it, and says what has been done. What it throws is shown, and the dialog stays. */
  readonly run: () => Promise<string>;
  /** Whether the fields hold what it takes. Default: true. */
  readonly ready?: boolean;
  readonly wide?: boolean;
}

/** Asks before something is done to jobs, does it, and shows what became of it. */
export function ActionDialog({ open, onClose, title, wide, ...form }: ActionDialogProps) {
  return (
    <Dialog title={title} open={open} onClose={onClose} wide={wide}>
      <ActionForm onClose={onClose} {...form} />
    </Dialog>
  );
}

type ActionFormProps = Omit<ActionDialogProps, 'open' | 'title' | 'wide'>;

function ActionForm({
  onClose,
  verb,
  danger = false,
  subject,
  children,
  run,
  ready = true,
}: ActionFormProps) {
  const { production } = useMe();
  const client = useQueryClient();
  const toasts = useToasts();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const typedId = useId();
  const mustType = danger && production && subject !== undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      toasts.done(await run());
      onClose();
      await forgetJobs(client);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {children}
      {mustType && (
        <div className="field">
          <label htmlFor={typedId}>
            This is production. Type <code>{subject}</code> to go on.
          </label>
          <input
            id={typedId}
            className="input"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      {problem && <Refused problem={problem} />}
      <div className="dialog-foot">
        <Button onClick={onClose}>Leave it</Button>
        <Button
          type="submit"
          kind={danger ? 'danger' : 'primary'}
          busy={busy}
          disabled={!ready || (mustType && typed !== subject)}
        >
          {verb}
        </Button>
      </div>
    </form>
  );
}

function Refused({ problem }: { problem: ApiProblem }) {
  return (
    <div className="notice notice-error" role="alert">
      <p>{problem.message}</p>
      {problem.errors.map(({ pointer, detail }) => (
        <p key={`${pointer} ${detail}`}>
          <code>{pointer}</code> {detail}
        </p>
      ))}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with it as it stands. */
  readonly problem?: string | null;
  readonly type?: 'text' | 'datetime-local' | 'number';
  readonly long?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
  /** For what is code: an expression, JSON. */
  readonly code?: boolean;
}

/** A field of an action, with its label and what is meant. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  problem,
  type = 'text',
  long = false,
  required,
  maxLength,
  code = false,
}: TextFieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    required,
    maxLength,
    spellCheck: code ? false : undefined,
    autoComplete: 'off',
    'aria-invalid': Boolean(problem) || undefined,
    'aria-describedby': hint || problem ? `${id}-hint` : undefined,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {long ? (
        <textarea {...shared} className={code ? 'textarea code' : 'textarea'} />
      ) : (
        <input {...shared} className={code ? 'input code' : 'input'} type={type} />
      )}
      {(hint || problem) && (
        <p id={`${id}-hint`} className={problem ? 'field-problem' : 'soft'}>
          {problem || hint}
        </p>
      )}
    </div>
  );
}
