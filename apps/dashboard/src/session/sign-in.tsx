import { useState, type FormEvent } from 'react';
import { usePage } from '../app-context.js';
import { Button } from '../parts/button.js';

/** Asks who somebody is, as the host's access does. @param problem why a link did not work */
export function SignIn({ problem }: { problem: string | null }) {
  const { host } = usePage();
  return (
    <main className="sign-in">
      <h1>Scheduled jobs</h1>
      {problem && (
        <p className="notice notice-error" role="alert">
          {problem}
        </p>
      )}
      {host.signIn === 'token' ? <TokenForm /> : <HostSignIn url={host.signInUrl} />}
    </main>
  );
}

function TokenForm() {
  const { session } = usePage();
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') session.enter(token.trim());
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className="field">
        <label htmlFor="token">Token</label>
        <input
          id="token"
          className="input"
          type="password"
          autoComplete="current-password"
          value={token}
          onChange={(event) => setToken(event.target.value)}
          required
        />
      </div>
      <p className="soft">It stays in this tab and is forgotten when you close it.</p>
      <Button kind="primary" type="submit">
        Sign in
      </Button>
    </form>
  );
}

function HostSignIn({ url }: { url: string | null }) {
  const { session } = usePage();
  return (
    <div className="stack">
      <p>This application does not know you, or no longer.</p>
      {url ? (
        <a className="button button-primary" href={url}>
          Sign in
        </a>
      ) : (
        <p className="soft">Sign in to it as you always do, then come back.</p>
      )}
      <Button onClick={session.retry}>Try again</Button>
    </div>
  );
}
