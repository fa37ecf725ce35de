// Jest's page, with what every browser has beside it and jsdom does not: of this Node.js.
import { TestEnvironment } from 'jest-environment-jsdom'

export default class Page extends TestEnvironment {
  async setup() {
    await super.setup()
    const own = { Headers, ReadableStream, Request, Response, crypto }
    for (const [name, value] of Object.entries(own)) Object.defineProperty(this.global, name, { value, configurable: true, writable: true })
  }
}
