import { useState } from 'react';
import { answerOf } from '../../../api/client.js';
import { useApi } from '../../../app-context.js';
import { Button } from '../../../parts/button.js';
import { useToasts } from '../../../parts/toasts.js';

/** All of a log as a file, as the API writes it. */
export function DownloadLog({ id }: { id: string }) {
  const api = useApi();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const log = await answerOf(
        api.GET('/{id}/logs', {
          params: { path: { id } },
          headers: { accept: 'text/plain' },
          parseAs: 'blob',
        }),
      );
      save(log, `${id}.log`);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button onClick={() => void download()} busy={busy}>
      Download
    </Button>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
