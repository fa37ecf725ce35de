// A screenshot with a palette: a page has few colours, and one byte a pixel is a third of three.
import { crc32, deflateSync } from 'node:zlib'

/**
 * The same picture in at most 256 colours: the most frequent ones, and for every other the nearest of them.
 *
 * @param {import('playwright-core').Page} page  whose browser decodes the picture
 * @param {Buffer} png
 */
export async function indexed(page, png) {
  const { width, height, pixels } = await decoded(page, png)
  const counts = new Map()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const palette = [...counts].sort(([, a], [, b]) => b - a).slice(0, 256).map(([colour]) => colour)
  const places = new Map(palette.map((colour, place) => [colour, place]))
  for (const colour of counts.keys()) if (!places.has(colour)) places.set(colour, nearest(palette, colour))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + x + 1] = places.get(pixels[y * width + x])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

async function decoded(page, png) {
  const { width, height, data } = await page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const drawing = canvas.getContext('2d')
    drawing.drawImage(bitmap, 0, 0)
    const bytes = drawing.getImageData(0, 0, bitmap.width, bitmap.height).data
    let data = ''
    for (let at = 0; at < bytes.length; at += 1 << 15) data += String.fromCharCode(...bytes.subarray(at, at + (1 << 15)))
    return { width: bitmap.width, height: bitmap.height, data: btoa(data) }
  }, png.toString('base64'))
  const bytes = Buffer.from(data, 'base64')
  const pixels = new Uint32Array(width * height)
  for (let at = 0; at < pixels.length; at++) pixels[at] = bytes.readUIntBE(at * 4, 3)
  return { width, height, pixels }
}

const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]

function nearest(palette, colour) {
  const wanted = channels(colour)
  const distance = (other) => channels(other).reduce((sum, channel, at) => sum + (channel - wanted[at]) ** 2, 0)
  return palette.reduce((best, other, place) => (distance(other) < distance(palette[best]) ? place : best), 0)
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(named, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
