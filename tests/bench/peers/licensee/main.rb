# SPDX-License-Identifier: MIT
# licensee's library on the files named on standard input: a line "file<TAB>id" for each license found. Its program takes one
# project a process, which would count Ruby's start 500 times.
require 'licensee'

$stdin.each_line(chomp: true) do |name|
  kind = File.basename(name).start_with?('README') ? Licensee::ProjectFiles::ReadmeFile : Licensee::ProjectFiles::LicenseFile
  text = File.binread(name).force_encoding('UTF-8').scrub
  text = kind.license_content(text) if kind.respond_to?(:license_content)
  license = text && kind.new(text, File.basename(name)).license
  puts "#{name}\t#{license.spdx_id}" if license
end
