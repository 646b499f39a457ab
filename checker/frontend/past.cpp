// SPDX-License-Identifier: GPL-2.0-only
#include "frontend/past.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace tophalf {

namespace {

// Clang knows files by device and inode. No file system has this device.
constexpr uint64_t DEVICE = ~uint64_t(0) - 1;

class PastFile : public vfs::File {
public:
	PastFile(vfs::Status Status, StringRef Text) : Status(std::move(Status)), Text(Text) {}

	ErrorOr<vfs::Status> status() override { return Status; }

	ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t, bool, bool) override
	{
		return MemoryBuffer::getMemBuffer(Text, Name.str());
	}

	std::error_code close() override { return {}; }

private:
	vfs::Status Status;
	StringRef Text;
};

class PastFiles : public vfs::ProxyFileSystem {
public:
	PastFiles(IntrusiveRefCntPtr<vfs::FileSystem> Now, const overlay &Past)
	    : ProxyFileSystem(std::move(Now)), Past(Past)
	{
	}

	ErrorOr<vfs::Status> status(const Twine &Path) override
	{
		const overlay_file *File = find(Path);

		if (!File) {
			ErrorOr<vfs::Status> Now = ProxyFileSystem::status(Path);

			return Now || !overlay_has_directory(&Past, absolute(Path).c_str()) ? Now : directory(Path);
		}
		if (File->state == OVERLAY_MISSING)
			return make_error_code(errc::no_such_file_or_directory);
		return statusOf(Path, *File);
	}

	ErrorOr<std::unique_ptr<vfs::File>> openFileForRead(const Twine &Path) override
	{
		const overlay_file *File = find(Path);

		if (!File)
			return ProxyFileSystem::openFileForRead(Path);
		if (File->state == OVERLAY_MISSING)
			return make_error_code(errc::no_such_file_or_directory);
		if (File->state == OVERLAY_UNKNOWN)
			return make_error_code(errc::not_supported);
		return std::make_unique<PastFile>(statusOf(Path, *File), StringRef(File->text, File->size));
	}

	bool exists(const Twine &Path) override { return bool(status(Path)); }

private:
	std::string absolute(const Twine &Path) const
	{
		SmallString<256> Name;

		Path.toVector(Name);
		(void)makeAbsolute(Name);
		sys::path::remove_dots(Name, true);
		return std::string(Name);
	}

	const overlay_file *find(const Twine &Path) const { return overlay_find(&Past, absolute(Path).c_str()); }

	static vfs::Status made(const Twine &Path, uint64_t Number, uint64_t Size, sys::fs::file_type Type)
	{
		return vfs::Status(Path, sys::fs::UniqueID(DEVICE, Number), sys::TimePoint<>(), 0, 0, Size, Type,
				   sys::fs::all_read);
	}

	vfs::Status statusOf(const Twine &Path, const overlay_file &File) const
	{
		return made(Path, uint64_t(reinterpret_cast<uintptr_t>(&File)), File.size,
			    sys::fs::file_type::regular_file);
	}

	// One that is not there any more.
	vfs::Status directory(const Twine &Path) const
	{
		return made(Path, hash_text(absolute(Path).c_str(), absolute(Path).size()), 0,
			    sys::fs::file_type::directory_file);
	}

	const overlay &Past;
};

} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> filesThrough(const overlay *Past)
{
	IntrusiveRefCntPtr<vfs::FileSystem> Now(vfs::createPhysicalFileSystem().release());

	return Past ? IntrusiveRefCntPtr<vfs::FileSystem>(new PastFiles(Now, *Past)) : Now;
}

} // namespace tophalf
