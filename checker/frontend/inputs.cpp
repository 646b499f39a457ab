// SPDX-License-Identifier: GPL-2.0-only
// Which files were read, and what was in them.
#include "llvm/Support/MemoryBuffer.h"

#include <map>
#include <xxhash.h>

#include "frontend/unit.h"

using namespace clang;

namespace tophalf {

fact_hash hashContent(llvm::StringRef Text)
{
	XXH128_hash_t Hash = XXH3_128bits(Text.data(), Text.size());
	fact_hash Result;

	static_assert(sizeof Hash == sizeof Result);
	memcpy(&Result, &Hash, sizeof Result);
	return Result;
}

void addInputs(Unit &U)
{
	std::map<std::string, fact_hash> Inputs; // Clang's own order is that of addresses

	// The list of includes that a preamble is made of is no file.
	for (auto Entry = U.Sources->fileinfo_begin(); Entry != U.Sources->fileinfo_end(); ++Entry)
		if (U.Sources->isFileOverridden(&Entry->first.getFileEntry()))
			continue;
		else if (auto Buffer = U.Sources->getMemoryBufferForFileOrNone(Entry->first))
			Inputs.emplace(U.pathOf(Entry->first), hashContent(Buffer->getBuffer()));
	for (const auto &[Path, Hash] : Inputs) {
		fact_input Input = {U.string(Path), Hash.word[0], Hash.word[1], Hash.word[2], Hash.word[3]};

		vec_push(&U.Facts.inputs, Input);
	}
}

} // namespace tophalf
