import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe, usePage } from '../app-context.js';
import { Button } from '../parts/button.js';
import { Menu, MenuItem } from '../parts/menu.js';
import { Finder } from './finder.js';
import { FreshnessMark } from './freshness-mark.js';
import { Help } from './help.js';
import { PLACES, useKeys } from './keyboard.js';
import { ThemeSwitch } from './theme-switch.js';

/** What is around every screen: where one is, how fresh it is, and the ways to elsewhere. */
export function Shell() {
  const { application, environment, production } = useMe();
  const navigate = useNavigate();
  const [shown, setShown] = useState<'finder' | 'help' | null>(null);
  const close = () => setShown(null);
  useKeys({
    go: (to) => void navigate({ to }),
    find: () => setShown('finder'),
    help: () => setShown('help'),
  });
  return (
    <div className="shell" data-environment={production ? 'production' : 'other'}>
      <a className="skip-link" href="#main" onClick={skipToMain}>
        To the content
      </a>
      <header className="shell-head">
        <span className="shell-place">
          {application}
          <span className="shell-environment">{environment}</span>
        </span>
        <nav className="shell-nav" aria-label="Screens">
          {PLACES.map(({ to, name }) => (
            <Link
              key={to}
              to={to}
              className="shell-link"
              activeOptions={{ exact: to === '/', includeSearch: false }}
            >
              {name}
            </Link>
          ))}
        </nav>
        <div className="shell-right">
          <FreshnessMark />
          <Button kind="quiet" onClick={() => setShown('finder')}>
            Find <kbd>/</kbd>
          </Button>
          <Button kind="quiet" aria-label="Keys" onClick={() => setShown('help')}>
            ?
          </Button>
          <ThemeSwitch />
          <Account />
        </div>
      </header>
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      <Finder open={shown === 'finder'} onClose={close} />
      <Help open={shown === 'help'} onClose={close} />
    </div>
  );
}

/** Without its fragment in the address, which is the router's. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Account() {
  const { name, role } = useMe();
  const { session, host } = usePage();
  return (
    <Menu trigger={<Button kind="quiet">{role ? `${name} (${role})` : name}</Button>}>
      {host.signIn === 'token' ? (
        <MenuItem onSelect={session.leave}>Sign out</MenuItem>
      ) : (
        <MenuItem onSelect={() => window.location.reload()}>Who am I? Ask again</MenuItem>
      )}
    </Menu>
  );
}
