using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class SendingGuards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AskedAt",
                schema: "takedowns",
                table: "notices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "BegunAt",
                schema: "takedowns",
                table: "notices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Contact",
                schema: "takedowns",
                table: "notices",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "HoldLiftedBy",
                schema: "takedowns",
                table: "notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "HoldLiftedWhySealed",
                schema: "takedowns",
                table: "notices",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "relay_states",
                schema: "takedowns",
                columns: table => new
                {
                    Relay = table.Column<string>(type: "character varying(260)", maxLength: 260, nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    FailedSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Openings = table.Column<int>(type: "integer", nullable: false),
                    OpenUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ProbeUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_relay_states", x => x.Relay);
                });

            migrationBuilder.CreateTable(
                name: "suppressed_addresses",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Contact = table.Column<byte[]>(type: "bytea", nullable: false),
                    Recipient = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Reason = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FoundBy = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    LiftedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    LiftedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LiftedWhy = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_suppressed_addresses", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_notices_Contact_BegunAt",
                schema: "takedowns",
                table: "notices",
                columns: new[] { "Contact", "BegunAt" },
                filter: "\"BegunAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Contact_NextTryAt",
                schema: "takedowns",
                table: "notices",
                columns: new[] { "Contact", "NextTryAt" },
                filter: "\"State\" IN ('Queued', 'Deferred')");

            migrationBuilder.CreateIndex(
                name: "IX_suppressed_addresses_Contact",
                schema: "takedowns",
                table: "suppressed_addresses",
                column: "Contact",
                unique: true,
                filter: "\"LiftedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "relay_states",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "suppressed_addresses",
                schema: "takedowns");

            migrationBuilder.DropIndex(
                name: "IX_notices_Contact_BegunAt",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "IX_notices_Contact_NextTryAt",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "BegunAt",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "Contact",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "HoldLiftedBy",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "HoldLiftedWhySealed",
                schema: "takedowns",
                table: "notices");
        }
    }
}
