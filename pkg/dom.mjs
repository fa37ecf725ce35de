export { Access } from 'rolepack'
export * from 'rolepack/dom'