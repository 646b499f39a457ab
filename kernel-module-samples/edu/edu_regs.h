/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The registers of QEMU's edu device (docs/specs/edu in QEMU). Below 0x80 only 32 bit accesses
 * are allowed; the DMA registers are wider, but the device reaches 28 bits of address only.
 */
#ifndef EDU_REGS_H
#define EDU_REGS_H

#define EDU_ID			0x00	/* 0xRRrr00ed: version RR.rr */
#define EDU_ID_MASK		0x0000ffff
#define EDU_ID_VALUE		0x000000ed
#define EDU_LIVENESS		0x04	/* gives back the inverse of what was written */
#define EDU_FACTORIAL		0x08	/* write: start; read: the result, once it is there */
#define EDU_STATUS		0x20
#define EDU_STATUS_COMPUTING	0x01	/* writes to EDU_FACTORIAL are ignored */
#define EDU_STATUS_IRQ		0x80	/* interrupt when a factorial is done */
#define EDU_IRQ_STATUS		0x24	/* why there is an interrupt */
#define EDU_IRQ_RAISE		0x60
#define EDU_IRQ_ACK		0x64
#define EDU_DMA_SOURCE		0x80
#define EDU_DMA_DESTINATION	0x88
#define EDU_DMA_COUNT		0x90
#define EDU_DMA_COMMAND		0x98
#define EDU_DMA_RUN		0x01	/* cleared by the device when it is done */
#define EDU_DMA_TO_MEMORY	0x02
#define EDU_DMA_IRQ		0x04

#define EDU_BUFFER		0x40000	/* the device's name for its memory, in DMA addresses */
#define EDU_DMA_BITS		28

/* Causes in EDU_IRQ_STATUS that the device itself sets. */
#define EDU_CAUSE_FACTORIAL	0x00000001
#define EDU_CAUSE_DMA		0x00000100

#define EDU_GONE		0xffffffff /* what reads give when no device answers */

#endif
