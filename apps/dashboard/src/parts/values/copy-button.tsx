import { useToasts } from '../toasts.js';
import { Button } from '../button.js';

interface CopyButtonProps {
  /** What is copied, as a word: `error`. */
  readonly what: string;
  readonly text: () => string;
}

/** Puts a text into the clipboard. */
export function CopyButton({ what, text }: CopyButtonProps) {
  const toasts = useToasts();
  const copy = async () => {
    try {
      await write(text());
      toasts.done(`The ${what} is in the clipboard.`);
    } catch {
      toasts.failed(new Error(`The browser does not let the ${what} be copied.`));
    }
  };
  return (
    <Button kind="quiet" onClick={() => void copy()}>
      Copy <span className="unseen">the {what}</span>
    </Button>
  );
}

async function write(text: string): Promise<void> {
  // the clipboard is there only over TLS and on loopback; an admin page is often neither
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('refused');
}
