// SPDX-License-Identifier: GPL-2.0-only
// Preambles: headers that many units include, parsed once into a precompiled header.
//
// A unit that is parsed on top of one sees all of these headers, whether it includes them or not, and they were parsed
// without what the unit defines. Neither may show, so the unit's preprocessing is watched (watchPreamble). It is given
// up, for an ordinary parse, when
// - a macro is defined (by the source, a header of its own, or -D) whose name occurs in a header of the preamble that
//   is included only later, as it stands or in the definition of a macro that occurs there: that header could
//   mean something else;
// - a macro of a header that the unit has not included is expanded or asked for;
// - a -I directory of its own holds a file of the name of one of the preamble's;
// - Clang reports an error, for instance because the unit defines what such a header has, too.
// A function or type of a header that the unit has not included cannot be used in a unit that compiles without it.
#ifndef TOPHALF_FRONTEND_PREAMBLE_H
#define TOPHALF_FRONTEND_PREAMBLE_H

#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include "frontend/unit.h"

// What the facts of a preamble say of it, and where its precompiled header is.
struct preamble {
	preamble(const char *File, const struct facts *Facts);

	// The input of that path; NONE if it is not part of the preamble.
	uint32_t input(llvm::StringRef Path) const;

	static constexpr uint32_t NONE = UINT32_MAX;

	std::string File;
	std::string Id;
	const facts Facts;
	llvm::StringMap<uint32_t> Inputs;            // path to input
	llvm::StringMap<uint32_t> Words;             // identifiers in them
	std::vector<std::vector<uint32_t>> Mentions; // by word: inputs
	std::vector<std::vector<uint32_t>> Within;   // by word: macros whose definition has it
	llvm::StringMap<uint32_t> Functions;         // name to header of the facts
	std::vector<llvm::BitVector> Closure;        // by input: the inputs that come with it, itself included
	std::vector<std::vector<uint32_t>> Uses;     // by header: the headers its function uses, itself included
};

namespace tophalf {

// Lists the header function of that name, and those that it uses, as used by the unit; false if the preamble has none.
bool addPreambleFunction(Unit &U, llvm::StringRef Name);

// Makes Clang load the unit's preamble, if the command line fits. What does not is said in Unit::Unsound.
void usePreamble(clang::CompilerInvocation &Invocation, Unit &U, const compile_command &Command,
		 llvm::vfs::FileSystem &Files);
void watchPreamble(clang::Preprocessor &PP, Unit &U);

} // namespace tophalf

#endif
