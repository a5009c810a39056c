import { readHost } from './host.js';

const SAID = JSON.stringify({
  mount: '/api/admin/cron-jobs',
  namespace: '/admin/cron-jobs',
  socketPath: '/socket.io',
});

it('finds the API one folder above the page', () => {
  const host = readHost('http://localhost:3000/api/admin/cron-jobs/dashboard/', SAID);
  expect(host).toMatchObject({
    base: '/api/admin/cron-jobs/dashboard',
    api: 'http://localhost:3000/api/admin/cron-jobs',
    namespace: '/admin/cron-jobs',
    socketPath: '/socket.io',
  });
});

it('puts before the path of the socket what a proxy takes away from all paths', () => {
  const { api, socketPath } = readHost('https://ops.example/tools/api/admin/cron-jobs/dashboard/', SAID);
  expect(api).toBe('https://ops.example/tools/api/admin/cron-jobs');
  expect(socketPath).toBe('/tools/socket.io');
});

it('asks for a token where the server says nothing else', () => {
  expect(readHost('http://localhost/jobs/dashboard/', '{}')).toMatchObject({
    signIn: 'token',
    live: true,
    signInUrl: null,
  });
});
