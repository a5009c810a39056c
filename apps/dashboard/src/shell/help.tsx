import { Fragment } from 'react';
import { Dialog } from '../parts/dialog.js';
import { PLACES } from './keyboard.js';

/** What the keys do. */
export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keys" open={open} onClose={onClose}>
      <dl className="keys">
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>Find a job or an execution</dd>
        {PLACES.map(({ key, name }) => (
          <Fragment key={key}>
            <dt>
              <kbd>g</kbd> <kbd>{key}</kbd>
            </dt>
            <dd>{name}</dd>
          </Fragment>
        ))}
        <dt>
          <kbd>Tab</kbd>
        </dt>
        <dd>To whatever can be pressed, in the order of the page</dd>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>Close a dialog or a menu</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>These</dd>
      </dl>
    </Dialog>
  );
}
