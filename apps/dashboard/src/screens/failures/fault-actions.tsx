import { useState } from 'react';
import { useMay } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { Menu, MenuItem, RowMenuButton } from '../../parts/menu.js';
import { IgnoreDialog } from './ignore-dialog.js';
import { ResolveDialog } from './resolve-dialog.js';
import type { FailureGroup } from './failure-words.js';

interface FaultActionsProps {
  readonly group: FailureGroup;
  /** As a menu, where there is little room. */
  readonly short?: boolean;
}

/** What somebody may decide about a fault. */
export function FaultActions({ group, short = false }: FaultActionsProps) {
  const may = useMay();
  const [asked, setAsked] = useState<'resolve' | 'ignore' | null>(null);
  const close = () => setAsked(null);
  if (!may('acknowledge')) return null;
  return (
    <>
      {short ? (
        <Menu trigger={<RowMenuButton of={`${group.errorClass}: ${group.message}`} />}>
          <MenuItem onSelect={() => setAsked('resolve')}>Resolve…</MenuItem>
          <MenuItem onSelect={() => setAsked('ignore')}>Ignore…</MenuItem>
        </Menu>
      ) : (
        <div className="row">
          <Button onClick={() => setAsked('resolve')}>Resolve…</Button>
          <Button onClick={() => setAsked('ignore')}>Ignore…</Button>
        </div>
      )}
      {asked === 'resolve' && <ResolveDialog group={group} open onClose={close} />}
      {asked === 'ignore' && <IgnoreDialog group={group} open onClose={close} />}
    </>
  );
}
