/** The mount path itself, without and with a slash at its end: for Fastify these are two. Nest takes one slash away. */
export const MOUNT = ['/', '//'];
