"""Aviso turns facts and Markdown into static, bilingual privacy-notice sites for libraries."""
