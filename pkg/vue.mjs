export { Access } from 'rolepack'
export * from 'rolepack/vue'