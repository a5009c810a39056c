import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { Menu, MenuItem } from '../../parts/menu.js';
import { useToasts } from '../../parts/toasts.js';
import { save } from './saved-file.js';
import { reportQueryOf, type Asked } from './reports.queries.js';

const route = getRouteApi('/reports');

/** What is shown, as files: each is fetched with what proves who somebody is, which a plain link could not carry. */
export function ExportMenu({ asked }: { asked: Asked }) {
  const search = route.useSearch();
  const { by = 'job', sort = '-p95' } = search;
  const api = useApi();
  const toasts = useToasts();
  const query = reportQueryOf(search, asked);
  const day = (asked.to ?? new Date().toISOString()).slice(0, 10);
  const lines = (accept: string) => {
    const shared = { parseAs: 'blob', headers: { accept } } as const;
    return by === 'job'
      ? api.GET('/reports/performance', { ...shared, params: { query: { ...query, sort } } })
      : api.GET('/reports/groups', { ...shared, params: { query: { ...query, groupBy: by } } });
  };
  const trends = (accept: string) =>
    api.GET('/reports/trends', { parseAs: 'blob', headers: { accept }, params: { query } });
  const keep = async (
    work: Promise<{ data?: unknown; error?: unknown; response: Response }>,
    name: string,
  ) => {
    try {
      toasts.done(`Saved as ${await save(work, name)}.`);
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <Menu trigger={<Button>Export</Button>}>
      <MenuItem onSelect={() => void keep(lines('text/csv'), `${by}s-${day}.csv`)}>
        {by} by {by}, CSV
      </MenuItem>
      <MenuItem onSelect={() => void keep(lines('application/json'), `${by}s-${day}.json`)}>
        {by} by {by}, JSON
      </MenuItem>
      <MenuItem onSelect={() => void keep(trends('text/csv'), `changes-${day}.csv`)}>
        What changed, CSV
      </MenuItem>
      <MenuItem onSelect={() => void keep(trends('application/json'), `changes-${day}.json`)}>
        What changed, JSON
      </MenuItem>
    </Menu>
  );
}
