// What is used of the module that the platform brings. A class that extends it can be called by its methods.
declare module 'cloudflare:workers' {
  export class DurableObject<Env> {
    constructor(state: unknown, env: Env)
  }
}
