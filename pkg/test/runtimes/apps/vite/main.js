import '../page.mjs'
