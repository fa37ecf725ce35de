// The entry `rolepack/testing`: for tests of what is gated.
export { fakeUser, type Allowed, type FakeOptions, type FakeUser } from './fake-user.js'
