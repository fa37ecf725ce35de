import { Access } from 'rolepack'
const me = Access.load(await (await fetch('/ada.rolepack')).arrayBuffer(), { slice: true }).user()
document.querySelector('button').disabled = !me.can($QUESTION)
